"""What the validation rules that are mainly about Episodes say of the return."""

from dagster_project.returns.ssda903.rules.warehouse import answers


def model(dbt, session):
    dbt.ref("ssda903__header")
    dbt.ref("ssda903__episodes")
    dbt.ref("ssda903__uasc")
    dbt.ref("ssda903__reviews")
    dbt.ref("ssda903__ad1")
    dbt.ref("ssda903__placedadoption")
    dbt.ref("ssda903__prevperm")
    dbt.ref("ssda903__missing")
    dbt.ref("ssda903__swepisodes")
    dbt.ref("int_return__earlier_unaccompanied")
    dbt.ref("stg_reference__authority")
    dbt.ref("stg_reference__postcode")
    dbt.ref("stg_reference__provider")
    return answers("Episodes", session)
