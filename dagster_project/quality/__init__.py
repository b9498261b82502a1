"""Great Expectations at the door: it judges loads, never cells and never meaning."""
