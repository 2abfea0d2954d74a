// An independent tus 1.0 server (@tus/server) on 127.0.0.1: `node server.mjs FOLDER [PORT]`.
// One JSON line on standard output when it serves: {"ready": true, "port": N}.
import { createServer } from "node:http";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const [folder, port] = process.argv.slice(2);
const tus = new Server({ path: "/v1/files", datastore: new FileStore({ directory: folder }) });
const server = createServer((request, response) => tus.handle(request, response));
server.listen(Number(port ?? 0), "127.0.0.1", () => {
  process.stdout.write(JSON.stringify({ ready: true, port: server.address().port }) + "\n");
});
process.on("SIGTERM", () => process.exit(0));
