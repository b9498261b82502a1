"""What the validation rules that are mainly about PlacedAdoption say of the return."""

from dagster_project.returns.ssda903.rules.warehouse import answers


def model(dbt, session):
    dbt.ref("ssda903__header")
    dbt.ref("ssda903__episodes")
    dbt.ref("ssda903__reviews")
    dbt.ref("ssda903__oc2")
    dbt.ref("ssda903__ad1")
    dbt.ref("ssda903__placedadoption")
    dbt.ref("ssda903__prevperm")
    dbt.ref("ssda903__missing")
    dbt.ref("stg_reference__authority")
    dbt.ref("stg_reference__postcode")
    dbt.ref("stg_reference__provider")
    return answers("PlacedAdoption", session)
