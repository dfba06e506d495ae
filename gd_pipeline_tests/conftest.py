import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled real reports, which stands beside the checkout; tests that need it skip without it."""
    folder = Path(os.environ.get("GD_SHARED", CHECKOUT.parent / "shared"))
    if not (folder / "contract" / "gold").is_dir():
        pytest.skip("the shared folder with labelled reports is not here (set GD_SHARED)")
    return folder
