"""What the validation rules that are mainly about OC3 say of the return."""

from dagster_project.returns.ssda903.rules.warehouse import answers


def model(dbt, session):
    dbt.ref("ssda903__header")
    dbt.ref("ssda903__episodes")
    dbt.ref("ssda903__oc2")
    dbt.ref("ssda903__oc3")
    dbt.ref("int_return__earlier_episode")
    dbt.ref("stg_reference__authority")
    dbt.ref("stg_reference__postcode")
    dbt.ref("stg_reference__provider")
    return answers("OC3", session)
