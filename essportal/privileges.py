"""What the role that serves may do with each table: everything, unless the model says otherwise.

A model restricts it with `app_may = {"select": True, "insert": True, "update": ["status", "note"]}`; what is absent is
refused by PostgreSQL itself. `delete` is given or not, `update` may be limited to fields.
"""

from django.db import transaction

from essportal.database import app_role, owner_role

_RIGHTS = {"select", "insert", "update", "delete"}


def grant_app(connection, models):
    """Brings the rights of the app role to what the models say; called by the owner after each migration."""
    app = app_role()
    if app == owner_role() or connection.settings_dict["USER"] == app:
        return  # one role for everything: an owner cannot be held back
    quoted = connection.ops.quote_name
    present = set(connection.introspection.table_names())
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted(app)}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted(app)}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted(app)}")
        for table, rights in [("django_migrations", ["SELECT"]), *_restricted(connection, models)]:
            if table not in present:
                continue
            cursor.execute(f"REVOKE ALL ON {quoted(table)} FROM {quoted(app)}")
            if rights:
                cursor.execute(f"GRANT {', '.join(rights)} ON {quoted(table)} TO {quoted(app)}")


def _restricted(connection, models):
    for model in models:
        if hasattr(model, "app_may"):
            yield model._meta.db_table, _rights(connection, model)


def _rights(connection, model):
    unknown = model.app_may.keys() - _RIGHTS
    if unknown:
        raise ValueError(f"{model.__name__}.app_may: unknown rights {sorted(unknown)}")
    return [_right(connection, model, right, extent) for right, extent in model.app_may.items() if extent]


def _right(connection, model, right, extent):
    if extent is True:
        return right.upper()
    columns = (connection.ops.quote_name(model._meta.get_field(name).column) for name in extent)
    return f"{right.upper()} ({', '.join(columns)})"
