// Opens the file that it is given, reads from it, closes it, and says so: what a command does beside running services.
import { openDatabase } from '@gatehouse/sqlite';

const schema = ['CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)'];
const db = openDatabase(process.argv[2], { durability: 'process', schema });
db.all('SELECT count(*) FROM notes');
db.close();
process.send('closed');
