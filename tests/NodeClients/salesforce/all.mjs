// Drives the org with jsforce, unchanged but for the address. Prints one line per area; any failure ends with exit code 1.
// Usage: node all.mjs http://127.0.0.1:PORT
import assert from 'node:assert/strict';
import jsforce from 'jsforce';
import streaming from 'jsforce/lib/api/streaming.js';

const url = process.argv[2];
const { Connection, OAuth2 } = jsforce;
const { StreamingExtension } = streaming;

async function step(name, work) {
  await work();
  console.log(`ok ${name}`);
}

const conn = new Connection({
  instanceUrl: url,
  version: '68.0',
  callOptions: { client: 'node-test' },
  oauth2: new OAuth2({ clientId: 'sandbox', clientSecret: 'sandbox', loginUrl: url }),
});

await step('auth', async () => {
  await conn.authorize({ grant_type: 'client_credentials' });
  assert.equal(conn.instanceUrl, url);
  assert.equal((await conn.identity()).preferred_username ?? (await conn.identity()).username, 'integration@sandbox.test');
});

await step('describe', async () => {
  const lead = await conn.sobject('Lead').describe();
  assert.ok(lead.fields.find(field => field.name === 'Email').idLookup);
  assert.ok((await conn.describeGlobal()).sobjects.some(object => object.name === 'Contact'));
  assert.ok((await conn.limits()).DailyApiRequests.Max > 0);
});

await step('set-up', async () => {
  await conn.tooling.sobject('CustomField').create({ FullName: 'Lead.Key__c', Metadata: { label: 'Key', type: 'Text', length: 64, externalId: true, unique: true } });
  const user = await conn.query("SELECT Id FROM User WHERE Username = 'integration@sandbox.test'");
  const set = await conn.sobject('PermissionSet').create({ Name: 'Node', Label: 'Node' });
  await conn.sobject('FieldPermissions').create({ ParentId: set.id, SobjectType: 'Lead', Field: 'Lead.Key__c', PermissionsRead: true, PermissionsEdit: true });
  await conn.sobject('PermissionSetAssignment').create({ AssigneeId: user.records[0].Id, PermissionSetId: set.id });
});

await step('records', async () => {
  const made = await conn.sobject('Lead').create({ LastName: 'Byron', Company: 'Ltd', Email: 'Ada@Example.com' });
  assert.ok(made.success);
  await conn.sobject('Lead').update({ Id: made.id, Title: 'Countess' });
  const read = await conn.sobject('Lead').retrieve(made.id);
  assert.deepEqual([read.Title, read.Email], ['Countess', 'ada@example.com']);
  await conn.sobject('Lead').destroy(made.id);
  await assert.rejects(conn.sobject('Lead').retrieve(made.id), { errorCode: 'ENTITY_IS_DELETED' });
  await assert.rejects(conn.query('SELECT nope FROM Lead'), { errorCode: 'INVALID_FIELD' });
});

await step('collections and upsert', async () => {
  const rows = Array.from({ length: 450 }, (_, at) => ({ Key__c: `k${at}`, LastName: `L${at}`, Company: 'Ltd' }));
  const saved = await conn.sobject('Lead').upsert(rows, 'Key__c', { allowRecursive: true });
  assert.equal(saved.filter(row => row.success && row.created).length, 450);
  const again = await conn.sobject('Lead').upsert({ Key__c: 'k1', Title: 'again' }, 'Key__c');
  assert.equal(again.created, false);
});

await step('query with pages', async () => {
  const first = await conn.query('SELECT Id, Key__c FROM Lead ORDER BY Key__c', { autoFetch: false, headers: { 'Sforce-Query-Options': 'batchSize=200' } });
  assert.deepEqual([first.totalSize, first.done, first.records.length], [450, false, 200]);
  const second = await conn.queryMore(first.nextRecordsUrl);
  assert.equal(second.records.length, 200);
  assert.equal((await conn.queryMore(second.nextRecordsUrl)).done, true);
  assert.equal((await conn.sobject('Lead').count()), 450);
});

await step('bulk', async () => {
  conn.bulk2.pollTimeout = 20_000;
  conn.bulk2.pollInterval = 100;
  const result = await conn.bulk2.loadAndWaitForResults({
    object: 'Lead', operation: 'upsert', externalIdFieldName: 'Key__c',
    // The columns of the file are the keys of the first row.
    input: [{ Key__c: 'k1', LastName: 'K', Company: 'Ltd', Title: 'bulk' }, { Key__c: 'b1', LastName: 'Bulk', Company: 'Ltd', Title: '' }, { Key__c: 'b2', LastName: '', Company: '', Title: 'x' }],
  });
  assert.deepEqual([result.successfulResults.length, result.failedResults.length], [2, 1]);
  const rows = await (await conn.bulk2.query("SELECT Id, Title FROM Lead WHERE Key__c IN ('k1','b1')")).toArray();
  assert.equal(rows.length, 2);
});

await step('streaming with replay', async () => {
  const seen = [];
  const channel = '/data/LeadChangeEvent';
  const client = conn.streaming.createClient([new StreamingExtension.Replay(channel, -2), new StreamingExtension.AuthFailure(() => assert.fail('unauthorised'))]);
  const live = new Promise(resolve => client.subscribe(channel, message => {
    seen.push(message);
    if (message.payload.Company === 'Live') resolve();
  }));
  await new Promise(resolve => setTimeout(resolve, 500));
  await conn.sobject('Lead').create({ LastName: 'Now', Company: 'Live' });
  await Promise.race([live, new Promise((_, reject) => setTimeout(() => reject(new Error('no event within 20 s')), 20_000))]);
  assert.ok(seen.length > 450, `replayed only ${seen.length}`);
  assert.ok(seen.at(-1).payload.ChangeEventHeader.changeOrigin.endsWith('client=node-test'));
  client.disconnect();
});

console.log('all ok');
process.exit(0);
