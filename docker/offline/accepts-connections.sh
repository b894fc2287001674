# Health check: 0 when something listens on the port of this container.
exec 3<>"/dev/tcp/127.0.0.1/$1"
