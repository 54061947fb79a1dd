"""Reports: findings as text for people, as JSON, SARIF and GitHub annotations for programs, as a page to look at."""
