"""On PostgreSQL the service works as a user for whom row-level security holds, and as no other."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from screening.store import open_store
from screening.store.errors import StoreError
from tests.support.store_rows import SECRET

pytestmark = pytest.mark.postgres


def test_a_user_who_may_look_past_row_level_security_is_refused(
    postgres_server: str, postgres_url: str
) -> None:
    with pytest.raises(StoreError, match="no superuser"):
        open_store(postgres_server, SECRET)
    engine = sa.create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE ROLE sees_all LOGIN BYPASSRLS"))
    engine.dispose()
    address = sa.make_url(postgres_url).set(username="sees_all").render_as_string(hide_password=False)
    with pytest.raises(StoreError, match="BYPASSRLS"):
        open_store(address, SECRET)
    open_store(postgres_url, SECRET).close()
