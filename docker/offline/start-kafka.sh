# A container that starts is a new node: it keeps nothing.
set -eu
java -cp 'lib/*' kafka.tools.StorageTool format --ignore-formatted -t Z2F0ZWhvdXNlLXRlc3RzMA -c server.properties
exec java -Xmx512m -XX:+UseSerialGC -cp 'lib/*' kafka.Kafka server.properties
