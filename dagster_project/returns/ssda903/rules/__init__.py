"""DfE's validation rules of the SSDA903 return: which there are, what they read, and running them on any file set.

The logic of each rule is one SQL file in dbt/rules/ssda903, which the warehouse and `wreath validate` both read.
"""
