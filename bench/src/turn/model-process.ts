// A scripted model in a process of its own: says where it listens, and on any message what it was asked last.
import { startScriptedServer } from '@homarus/models/testing';

const server = await startScriptedServer();
server.setDefault({ text: 'That is noted, thank you.' });
process.on('message', () => process.send?.({ asked: server.requests.at(-1)?.body }));
process.on('disconnect', () => process.exit());
process.send?.({ url: server.url });
