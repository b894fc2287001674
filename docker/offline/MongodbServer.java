import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;

/** A MongoDB-protocol server in memory, in a container: it listens for everybody there, until it is told to stop. */
class MongodbServer {
  /** Says what the driver asks for at least: it refuses the version that the server would tell by itself. */
  static class Version implements MongoVersion {
    public List<Integer> getVersionArray() {
      return List.of(5, 0, 0);
    }

    public int getWireVersion() {
      return 9;
    }
  }

  public static void main(String[] args) {
    MongoServer server = new MongoServer(new MemoryBackend().version(new Version()));
    server.bind("0.0.0.0", 27017);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
  }
}
