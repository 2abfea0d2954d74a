"""What this centre is: typed readers beside the data they read. Imports nothing of ours."""
