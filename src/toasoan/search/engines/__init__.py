"""Where documents are found: the database's own index, or OpenSearch when a setting names one."""
