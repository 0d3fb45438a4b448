"""What is served over HTTP: at present the health port, for probes and for those who measure."""
