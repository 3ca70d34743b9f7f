"""Cities whose truth is known: θ of every agency × standard is drawn first, counts from it. No detector is used here."""

import numpy as np
import pandas as pd

AGENCIES, STANDARDS = 126, 20
LINE = 0.95


def city(seed: int, common: int = 3, widespread: int = 2, single: int = 25, size: float = 150.0) -> pd.DataFrame:
    """Cells of one city with column `theta`; bulk θ ~ Beta(mean 0.98), duties log-normal with median 67.

    The first `common` standards are missed by all (mean 0.5 … 0.8), the next `widespread` by three agencies in
    ten, `single` agencies by themselves (θ 0.4 … 0.85) in others.
    """
    rng = np.random.default_rng(seed)
    theta = rng.beta(0.98 * size, 0.02 * size, (AGENCIES, STANDARDS))
    for j in range(common):
        mean = rng.uniform(0.5, 0.8)
        theta[:, j] = rng.beta(mean * 30, (1 - mean) * 30, AGENCIES)
    for j in range(common, common + widespread):
        bad = rng.random(AGENCIES) < 0.3
        theta[bad, j] = rng.beta(0.75 * 20, 0.25 * 20, bad.sum())
    rows, columns = rng.integers(0, AGENCIES, single), rng.integers(common + widespread, STANDARDS, single)
    theta[rows, columns] = rng.uniform(0.4, 0.85, single)
    total = np.maximum(1, rng.lognormal(np.log(67), 1.0, theta.shape)).astype(int)
    return cells(theta, total, rng.binomial(total, theta))


def cells(theta: np.ndarray, total: np.ndarray, met: np.ndarray) -> pd.DataFrame:
    agency, standard = np.indices(theta.shape)
    return pd.DataFrame(
        {
            "agency_id": [f"x{i:03d}" for i in agency.ravel()], "tier": "commune",
            "standard_id": [f"s{j:02d}" for j in standard.ravel()], "window_end": pd.Timestamp("2026-10-31"),
            "assessable": True, "required": 1.0, "tolerance": 0.05, "met": met.ravel(), "total": total.ravel(),
            "unknown": 0, "theta": theta.ravel(),
        }
    )  # fmt: skip
