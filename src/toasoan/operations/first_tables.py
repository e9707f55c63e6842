"""
The tables of an empty database, made at once as the last migration leaves them.

Applying Wagtail's hundred migrations one by one takes most of a first start, because Django builds
the model classes anew for every operation. Here each table is created from the state all
migrations lead to, every migration is recorded as applied, and `migrate` finds nothing left to do.

Migrations that run Python may write rows, so each is accounted for. Those of our own rooms run in
order against the finished tables. Those of packages are named below; when a package brings one
that is not (another version), `create` declines and `migrate` works as usual.
`operations/tests/test_first_tables.py` compares both ways.
"""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext

from django.apps import apps as installed
from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython, RunSQL, SeparateDatabaseAndState
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import CreateModel, IndexOperation, ModelOperation
from django.db.migrations.state import ProjectState, StateApps
from django.utils import translation

#: (label of the app, migration, function)
Step = tuple[str, str, str]

_PAGES = "0001_squashed_0016_change_page_url_path_to_text_field"
#: Python of packages that does on finished tables what it did on its own, before the page tree …
BEFORE_PAGES: tuple[Step, ...] = (
    # PostgreSQL refuses to alter a table that has just got rows: the collations come first.
    ("wagtailcore", _PAGES, "set_page_path_collation"),
    ("wagtailcore", "0027_fix_collection_path_collation", "set_collection_path_collation"),
    ("wagtailcore", "0054_initial_locale", "initial_locale"),
    ("wagtailcore", "0025_collection_initial_data", "initial_data"),
    ("wagtailcore", "0086_populate_grouppagepermission_permission", "add_permissions"),
)
#: … and after it.
AFTER_PAGES: tuple[Step, ...] = (
    (
        "wagtailadmin",
        "0001_create_admin_access_permissions",
        "create_admin_access_permissions",
    ),
    ("wagtaildocs", "0002_initial_data", "add_document_permissions_to_admin_groups"),
    (
        "wagtaildocs",
        "0006_copy_document_permissions_to_collections",
        "copy_document_permissions_to_collections",
    ),
    ("wagtaildocs", "0011_add_choose_permissions", "add_choose_permission_to_admin_groups"),
    ("wagtaildocs", "0011_add_choose_permissions", "copy_choose_permission_to_collections"),
    ("wagtailimages", "0001_squashed_0021", "add_image_permissions_to_admin_groups"),
    ("wagtailimages", "0001_squashed_0021", "copy_image_permissions_to_collections"),
    ("wagtailimages", "0023_add_choose_permissions", "add_choose_permission_to_admin_groups"),
    ("wagtailimages", "0023_add_choose_permissions", "copy_choose_permission_to_collections"),
)
#: Python that needs columns of its own time: `_write_page_tree` writes what became of its rows.
WRITTEN_HERE: frozenset[Step] = frozenset(
    {
        ("wagtailcore", _PAGES, "initial_data"),
        (
            "wagtailcore",
            "0045_assign_unlock_grouppagepermission",
            "assign_unlock_grouppagepermission",
        ),
        ("wagtailcore", "0048_add_default_workflows", "create_default_workflows"),
    }
)
#: Python that only changes rows, of which an empty database has none, or which are right at once.
ONLY_CHANGES: frozenset[tuple[str, str]] = frozenset(
    {
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0011_update_proxy_permissions"),
        ("django_tasks_database", "0008_separate_results_field"),
        ("django_tasks_database", "0011_rename_complete_status"),
        ("django_tasks_database", "0013_separate_exception_fields"),
        (
            "django_tasks_database",
            "0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more",
        ),
        ("django_tasks_database", "0018_rename_succeeded_status"),
        ("wagtailcore", "0036_populate_page_last_published_at"),
        ("wagtailcore", "0040_page_draft_title"),
        ("wagtailcore", "0056_page_locale_fields_populate"),
        ("wagtailcore", "0059_apply_collection_ordering"),
        ("wagtailcore", "0066_collection_management_permissions"),
        ("wagtailcore", "0068_log_entry_empty_object"),
        ("wagtailcore", "0070_rename_pagerevision_revision"),
        ("wagtailcore", "0071_populate_revision_content_type"),
        ("wagtailcore", "0075_populate_latest_revision_and_revision_object_str"),
        ("wagtailcore", "0081_populate_workflowstate_content_type"),
        ("wagtailcore", "0086_populate_grouppagepermission_permission"),
        ("wagtailcore", "0088_fix_log_entry_json_timestamps"),
        ("wagtailcore", "0089_log_entry_data_json_null_to_object"),
        ("wagtailembeds", "0007_populate_hash"),
    }
)
#: Operations whose whole effect shows in the state of the models.
IN_THE_STATE = (ModelOperation, FieldOperation, IndexOperation)
#: What Wagtail's two groups may do with pages, in the order it came about.
PAGE_RIGHTS = (
    ("Moderators", "add_page"),
    ("Moderators", "change_page"),
    ("Moderators", "publish_page"),
    ("Editors", "add_page"),
    ("Editors", "change_page"),
    ("Moderators", "lock_page"),
    ("Moderators", "unlock_page"),
)


def create() -> bool:
    """Create all tables and their first rows; False, and nothing done, when that is not possible.

    It is possible on a database without any table whose migrations are all accounted for.
    """
    if connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    plan = [migration for migration, _ in executor.migration_plan(leaves, clean_start=True)]
    if not all(map(_is_accounted_for, plan)):
        return False
    state = executor.loader.project_state()
    # SQLite's schema editor refuses to work inside a transaction; a first SQLite database that is
    # cut off is thrown away whole.
    alone = transaction.atomic() if connection.vendor == "postgresql" else nullcontext()
    # As `migrate` does: names that are written into rows stay untranslated.
    with alone, translation.override(None):
        _create_tables(state.apps, _only_in_state(plan))
        _write_rows(plan, state)
        executor.recorder.ensure_schema()
        for migration in plan:
            # A squashed one stands for those it replaces.
            for applied in migration.replaces or [(migration.app_label, migration.name)]:
                executor.recorder.record_applied(*applied)
        executor.check_replacements()
    return True


def _is_accounted_for(migration: Migration) -> bool:
    return all(
        _python_is_known(migration, operation)
        if isinstance(operation, RunPython)
        else isinstance(operation, (*IN_THE_STATE, RunSQL))
        for operation in _flat(migration.operations)
    )


def _python_is_known(migration: Migration, operation: RunPython) -> bool:
    if _is_ours(migration) or (migration.app_label, migration.name) in ONLY_CHANGES:
        return True
    step = _step(migration, operation)
    return step in BEFORE_PAGES or step in AFTER_PAGES or step in WRITTEN_HERE


def _is_ours(migration: Migration) -> bool:
    return installed.get_app_config(migration.app_label).name.startswith("toasoan.")


def _step(migration: Migration, operation: RunPython) -> Step:
    return migration.app_label, migration.name, getattr(operation.code, "__name__", "")


def _flat(operations: Iterable[Operation]) -> Iterator[Operation]:
    """Yield what changes the database, also from inside operations that keep the state apart."""
    for operation in operations:
        if isinstance(operation, SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
        else:
            yield operation


def _only_in_state(plan: list[Migration]) -> set[tuple[str, str]]:
    """Return the models that stand for what SQL of a migration makes, such as a virtual table."""
    return {
        (migration.app_label, operation.name.lower())
        for migration in plan
        for apart in migration.operations
        if isinstance(apart, SeparateDatabaseAndState)
        for operation in apart.state_operations
        if isinstance(operation, CreateModel)
    }


def _create_tables(apps: StateApps, left_out: set[tuple[str, str]]) -> None:
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            meta = model._meta
            ours = meta.managed and not meta.proxy and not meta.swapped
            if ours and (meta.app_label, meta.model_name) not in left_out:
                editor.create_model(model)
        # The state keeps an index twice that a migration named after it had been made.
        editor.deferred_sql = list({str(sql): sql for sql in editor.deferred_sql}.values())


def _write_rows(plan: list[Migration], state: ProjectState) -> None:
    found = {
        _step(migration, operation): operation
        for migration in plan
        for operation in _flat(migration.operations)
        if isinstance(operation, RunPython)
    }
    with connection.schema_editor() as editor:
        for step in BEFORE_PAGES:
            found[step].database_forwards(step[0], editor, state, state)
        _write_page_tree(state.apps)
        for step in AFTER_PAGES:
            found[step].database_forwards(step[0], editor, state, state)
        for migration in plan:
            _run(migration, editor, state)


def _run(migration: Migration, editor: BaseDatabaseSchemaEditor, state: ProjectState) -> None:
    """Run the SQL of any migration and the Python of our own."""
    for operation in _flat(migration.operations):
        ours = isinstance(operation, RunPython) and _is_ours(migration)
        if ours or isinstance(operation, RunSQL):
            operation.database_forwards(migration.app_label, editor, state, state)


def _write_page_tree(apps: StateApps) -> None:
    """Write Wagtail's first pages, site, groups and approval, as its later migrations left them."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    of_pages = content_types.get(app_label="wagtailcore", model="page")
    pages = apps.get_model("wagtailcore", "Page").objects
    locale = apps.get_model("wagtailcore", "Locale").objects.get()
    shared = {"content_type": of_pages, "locale": locale}
    root = pages.create(
        title="Root", draft_title="Root", slug="root", path="0001", depth=1, numchild=1,
        url_path="/", **shared,
    )  # fmt: skip
    welcome = "Welcome to your new Wagtail site!"
    home = pages.create(
        title=welcome, draft_title=welcome, slug="home", path="00010001", depth=2, numchild=0,
        url_path="/home/", **shared,
    )  # fmt: skip
    site = apps.get_model("wagtailcore", "Site").objects
    site.create(hostname="localhost", root_page=home, is_default_site=True)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type=of_pages)
    rights = apps.get_model("wagtailcore", "GroupPagePermission").objects
    for name, code in PAGE_RIGHTS:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        rights.create(group=group, page=root, permission=permissions.get(codename=code))
    _write_approval(apps, root.pk)


def _write_approval(apps: StateApps, root: int) -> None:
    """Write the workflow by which moderators approve any page."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    name = "Moderators approval"
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(
        name=name, content_type=kind
    )
    task.groups.add(apps.get_model("auth", "Group").objects.get(name="Moderators"))
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=name)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task=task, sort_order=0
    )
    apps.get_model("wagtailcore", "WorkflowPage").objects.create(workflow=workflow, page_id=root)
