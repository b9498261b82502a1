"""What the validation rules that are mainly about Header say of the return."""

from dagster_project.returns.ssda903.rules.warehouse import answers


def model(dbt, session):
    dbt.ref("ssda903__header")
    dbt.ref("ssda903__episodes")
    dbt.ref("ssda903__uasc")
    dbt.ref("ssda903__oc3")
    dbt.ref("stg_reference__authority")
    dbt.ref("stg_reference__postcode")
    dbt.ref("stg_reference__provider")
    return answers("Header", session)
