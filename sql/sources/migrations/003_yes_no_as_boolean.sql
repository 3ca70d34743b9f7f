-- What was kept as the texts yes and no is a truth value.
alter table sources.information_request alter complex type boolean using complex = 'yes';
alter table sources.petition alter about_delay type boolean using about_delay = 'yes';
alter table sources.procedure_case alter digitised type boolean using digitised = 'yes';
alter table sources.procedure_case alter has_fee type boolean using has_fee = 'yes';
alter table sources.procedure_case alter paid_online type boolean using paid_online = 'yes';
alter table sources.reply alter accepted type boolean using accepted = 'yes';
alter table sources.sanction alter complex type boolean using complex = 'yes';
