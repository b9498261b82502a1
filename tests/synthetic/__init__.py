"""Tests of the fictional authority."""
