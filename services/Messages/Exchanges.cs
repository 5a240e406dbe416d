using Integration.Connectors.Ports;

namespace Integration.Messages;

/// <summary>Sync asks a worker to read; answered by <see cref="RecordsRead"/>.</summary>
public sealed record ReadRecords(ReadRequest Request);

/// <summary>The worker's answer to <see cref="ReadRecords"/>.</summary>
public sealed record RecordsRead(ReadAnswer Answer);

/// <summary>Sync asks a worker to look records up; answered by <see cref="RecordsFound"/>.</summary>
public sealed record FindRecords(FindRequest Request);

/// <summary>The worker's answer to <see cref="FindRecords"/>.</summary>
public sealed record RecordsFound(FindAnswer Answer);

/// <summary>Sync asks a worker who owns records; answered by <see cref="OwnersRead"/>.</summary>
public sealed record ReadOwners(OwnersRequest Request);

/// <summary>The worker's answer to <see cref="ReadOwners"/>.</summary>
public sealed record OwnersRead(OwnersAnswer Answer);

/// <summary>Sync asks a worker to carry out intents that the ledger holds; answered by <see cref="RecordsWritten"/>.</summary>
public sealed record WriteRecords(WriteRequest Request);

/// <summary>The worker's answer to <see cref="WriteRecords"/>.</summary>
public sealed record RecordsWritten(WriteAnswer Answer);
