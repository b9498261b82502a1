with final as (
    {{ of_every_module("rules", ["rule", "outcome", "reason", "failures"]) }}
)

select * from final
