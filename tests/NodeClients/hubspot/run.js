// HubSpot's own client against the sandbox, unchanged but for its base path.
// Usage: node run.js http://127.0.0.1:5101
// Prints one line per check and exits 1 on the first that fails.
const assert = require('node:assert/strict');
const { Client } = require('@hubspot/api-client');

const basePath = process.argv[2];
const client = new Client({ accessToken: 'pat-sandbox', basePath });

/** The error of a call that must be refused. */
async function refused(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  assert.fail('the call was not refused');
}

const checks = {
  async 'a bad token is refused'() {
    const error = await refused(() => new Client({ accessToken: 'pat-nobody', basePath }).crm.contacts.basicApi.getPage(1));
    assert.equal(error.code, 401);
    assert.equal(error.body.category, 'INVALID_AUTHENTICATION');
  },

  async 'a refresh token buys an access token that opens the portal'() {
    const answer = await new Client({ basePath }).oauth.tokensApi.create('refresh_token', undefined, undefined, 'sandbox', 'sandbox', 'na1-sandbox-refresh');
    assert.equal(answer.expiresIn, 1800);
    const page = await new Client({ accessToken: answer.accessToken, basePath }).crm.contacts.basicApi.getPage(1);
    assert.ok(Array.isArray(page.results));
  },

  async 'a unique property is made and listed'() {
    const made = await client.crm.properties.coreApi.create('contacts', {
      name: 'sf_record_id', label: 'Salesforce id', groupName: 'contactinformation', type: 'string', fieldType: 'text', hasUniqueValue: true,
    });
    assert.equal(made.hasUniqueValue, true);
    const all = await client.crm.properties.coreApi.getAll('contacts');
    assert.ok(all.results.some((each) => each.name === 'sf_record_id'));
    assert.ok(all.results.find((each) => each.name === 'lifecyclestage').options.length >= 8);
  },

  async 'a contact is created, read, updated and archived'() {
    const made = await client.crm.contacts.basicApi.create({ properties: { email: 'Mara@Northwind.test', lastname: 'Quint' }, associations: [] });
    assert.equal(made.properties.email, 'mara@northwind.test');
    assert.ok(made.createdAt instanceof Date && !Number.isNaN(made.createdAt.getTime()));
    const updated = await client.crm.contacts.basicApi.update(made.id, { properties: { city: 'Ulm' } });
    assert.equal(updated.properties.city, 'Ulm');
    const read = await client.crm.contacts.basicApi.getById('mara@northwind.test', ['city'], ['city'], undefined, false, 'email');
    assert.equal(read.id, made.id);
    assert.equal(read.propertiesWithHistory.city[0].sourceType, 'INTEGRATION');
    await client.crm.contacts.basicApi.archive(made.id);
    assert.equal((await refused(() => client.crm.contacts.basicApi.getById(made.id))).code, 404);
  },

  async 'a taken email is a conflict that names its contact'() {
    const made = await client.crm.contacts.basicApi.create({ properties: { email: 'taken@x.test' }, associations: [] });
    const error = await refused(() => client.crm.contacts.basicApi.create({ properties: { email: 'TAKEN@x.test' }, associations: [] }));
    assert.equal(error.code, 409);
    assert.match(error.body.message, new RegExp(`Existing ID: ${made.id}$`));
  },

  async 'batches create, read, update and upsert'() {
    const inputs = Array.from({ length: 100 }, (_, i) => ({ properties: { email: `p${i}@x.test`, sf_record_id: `00Q${i}` }, associations: [] }));
    const made = await client.crm.contacts.batchApi.create({ inputs });
    assert.equal(made.results.length, 100);
    const read = await client.crm.contacts.batchApi.read({
      inputs: [{ id: 'p7@x.test' }, { id: 'nobody@x.test' }], idProperty: 'email', properties: ['email'], propertiesWithHistory: [],
    });
    assert.equal(read.results.length, 1);
    assert.equal(read.numErrors, 1);
    const updated = await client.crm.contacts.batchApi.update({ inputs: [{ id: read.results[0].id, properties: { city: 'Bonn' } }] });
    assert.equal(updated.results[0].properties.city, 'Bonn');
    const upserted = await client.crm.contacts.batchApi.upsert({
      inputs: [
        { id: '00Q7', idProperty: 'sf_record_id', properties: { city: 'Ulm' }, objectWriteTraceId: 'a' },
        { id: '00Qnew', idProperty: 'sf_record_id', properties: { lastname: 'New' }, objectWriteTraceId: 'b' },
        { id: '00Qbad', idProperty: 'sf_record_id', properties: { lastname: 'Bad', hs_lead_status: 'NO_SUCH' }, objectWriteTraceId: 'c' },
      ],
    });
    assert.deepEqual(upserted.results.map((each) => each._new ?? each.new).sort(), [false, true]);
    assert.deepEqual(upserted.errors[0].context.objectWriteTraceId, ['c']);
  },

  async 'search filters, sorts and pages'() {
    const page = await client.crm.contacts.searchApi.doSearch({
      filterGroups: [{ filters: [{ propertyName: 'sf_record_id', operator: 'HAS_PROPERTY' }] }],
      sorts: ['-createdate'], properties: ['email'], limit: 50, after: '0',
    });
    assert.equal(page.total, 101);
    assert.equal(page.results.length, 50);
    assert.equal(page.paging.next.after, '50');
  },

  async 'a list is walked to its end'() {
    const all = await client.crm.contacts.getAll(40, undefined, ['email']);
    assert.equal(all.length, 102);
    assert.equal(new Set(all.map((each) => each.id)).size, 102);
  },

  async 'a contact and a company are linked, read and parted'() {
    const contact = await client.crm.contacts.basicApi.create({ properties: { email: 'linked@x.test' }, associations: [] });
    const company = await client.crm.companies.basicApi.create({ properties: { name: 'Northwind' }, associations: [] });
    await client.crm.associations.v4.basicApi.createDefault('contacts', contact.id, 'companies', company.id);
    await client.crm.associations.v4.basicApi.create('contacts', contact.id, 'companies', company.id, [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 }]);
    const links = await client.crm.associations.v4.basicApi.getPage('contacts', contact.id, 'companies');
    assert.equal(String(links.results[0].toObjectId), company.id);
    assert.deepEqual(links.results[0].associationTypes.map((each) => each.typeId).sort((a, b) => a - b), [1, 279]);
    const batch = await client.crm.associations.v4.batchApi.getPage('contacts', 'companies', { inputs: [{ id: contact.id }] });
    assert.equal(batch.results.length, 1);
    await client.crm.associations.v4.basicApi.archive('contacts', contact.id, 'companies', company.id);
    assert.equal((await client.crm.associations.v4.basicApi.getPage('contacts', contact.id, 'companies')).results.length, 0);
  },

  async 'a note lands on its contact'() {
    const contact = await client.crm.contacts.basicApi.getById('linked@x.test', undefined, undefined, undefined, false, 'email');
    const note = await client.crm.objects.notes.basicApi.create({
      properties: { hs_timestamp: '2026-11-22T09:05:00.000Z', hs_note_body: 'Qualified' },
      associations: [{ to: { id: contact.id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 202 }] }],
    });
    assert.equal(note.properties.hs_note_body, 'Qualified');
  },

  async 'two contacts are merged into a third'() {
    const [a, b] = await Promise.all(['m1@x.test', 'm2@x.test'].map((email) => client.crm.contacts.basicApi.create({ properties: { email }, associations: [] })));
    const made = await client.crm.contacts.publicObjectApi?.merge?.({ primaryObjectId: a.id, objectIdToMerge: b.id })
      ?? await client.crm.contacts.basicApi.merge({ primaryObjectId: a.id, objectIdToMerge: b.id });
    assert.notEqual(made.id, a.id);
    assert.equal((await client.crm.contacts.basicApi.getById(b.id)).id, made.id);
  },

  async 'owners are listed, archived ones too'() {
    const live = await client.crm.owners.ownersApi.getPage(undefined, undefined, 100, false);
    assert.ok(live.results.every((each) => each.userId > 0));
    const archived = await client.crm.owners.ownersApi.getPage(undefined, undefined, 100, true);
    assert.equal(archived.results[0].userId, null);
  },
};

(async () => {
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      console.log(`ok   ${name}`);
    } catch (error) {
      console.log(`FAIL ${name}: ${error.stack ?? error}`);
      process.exit(1);
    }
  }
  console.log(`all ${Object.keys(checks).length} checks hold`);
})();
