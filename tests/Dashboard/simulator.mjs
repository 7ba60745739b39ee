// The simulator as a program of its own, and a client of a few lines.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = process.env.SIMULATOR
  ?? fileURLToPath(new URL('../../samples/Simulator/bin/Debug/net10.0/Simulator.dll', import.meta.url));

export async function start(...args) {
  const child = spawn('dotnet', [program, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const printed = {};
  const ready = new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`the simulator ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', line => {
      const [, name, value] = /^(endpoint|project|token) +(\S+)$/.exec(line) ?? [];
      if (name) printed[name] = value;
      if (line.startsWith('A browser')) resolve();
    });
  });
  await ready;
  const instances = `${printed.endpoint}/v1/${printed.project}/demanager/instances`;
  const send = (method, path, body) => fetch(instances + path, {
    method, headers: { 'X-Auth-Token': printed.token }, body: body && JSON.stringify(body),
  });
  return {
    endpoint: printed.endpoint,
    send,
    async create(name, more = {}) {
      const answer = await send('POST', '', {
        name, profile_id: 'Multi-Engine 1.0 (python3)-cpu', flavor: 'modelarts.vm.cpu.2u', spec: { storage: { type: 'evs' } }, ...more,
      });
      const body = await answer.json();
      if (!answer.ok) throw new Error(JSON.stringify(body));
      return body.id;
    },
    stop: () => new Promise(resolve => {
      if (child.exitCode !== null) return resolve(child.exitCode);
      child.once('exit', resolve);
      child.kill('SIGTERM');
    }),
  };
}
