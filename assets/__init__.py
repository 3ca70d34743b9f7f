"""What lawgap makes, room by room."""
