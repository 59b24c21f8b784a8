// A real OpenID provider for the tests: `node provider.mjs <oidc-provider> <port> <client's address>`.
// Its keys are new at every start. `POST /roles?login=…&role=…` says which role somebody has from now on.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const [library, port, client] = process.argv.slice(2);
const { default: Provider } = await import(library);
const roles = new Map();
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'wegwijs',
    client_secret: 'a secret of the tests only',
    redirect_uris: [`${client}/medewerker/organisatie/terug`],
    post_logout_redirect_uris: [`${client}/medewerker/inloggen`],
  }],
  claims: {
    openid: ['sub'],
    profile: ['given_name', 'preferred_username', 'realm_access', 'department'],
    email: ['email'],
  },
  cookies: { keys: [randomUUID()] },
  jwks: { keys: [{ ...key, kid: randomUUID(), use: 'sig', alg: 'RS256' }] },
  findAccount: (_context, login) => ({
    accountId: login,
    claims: () => ({
      sub: login,
      given_name: 'Sanne',
      preferred_username: login,
      email: `${login}@gemeente.example`,
      realm_access: { roles: roles.has(login) ? ['offline_access', roles.get(login)] : [] },
      department: 'Burgerzaken',
    }),
  }),
});

const answer = provider.callback();
createServer((request, response) => {
  const url = new URL(request.url, 'http://here');
  if (url.pathname !== '/roles') return answer(request, response);
  roles.set(url.searchParams.get('login'), url.searchParams.get('role'));
  return response.writeHead(204).end();
}).listen(Number(port), '127.0.0.1');
