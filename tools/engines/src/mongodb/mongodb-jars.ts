import { mavenJars } from '../maven-jars.js';

/** The release of mongo-java-server that tests run on. */
export const MONGODB_SERVER_VERSION = '1.47.0';

/** The folder with mongo-java-server's published jars. */
export const mongodbJars = (): Promise<string> =>
  mavenJars(`mongo-java-server-${MONGODB_SERVER_VERSION}`, [
    `de.bwaldvogel:mongo-java-server:${MONGODB_SERVER_VERSION}`,
  ]);
