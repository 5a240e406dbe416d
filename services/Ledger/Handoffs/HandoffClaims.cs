using Integration.Core.Pairs;

namespace Integration.Ledger.Handoffs;

/// <summary>A wish for work.</summary>
/// <param name="Owner">Unique per process and loop.</param>
/// <param name="Max">1 to 2,000.</param>
/// <param name="Now">The moment that due times and leases are compared with.</param>
/// <param name="LeaseUntil">When the lease ends by itself; after <paramref name="Now"/>.</param>
public sealed record HandoffClaim(string Owner, int Max, DateTimeOffset Now, DateTimeOffset LeaseUntil);

/// <summary>A wish for pairs to be judged.</summary>
/// <param name="Mapping">Pairs of this mapping only: companies are not handed over.</param>
/// <param name="Work">Who, how many, until when.</param>
public sealed record JudgeClaim(string Mapping, HandoffClaim Work);

/// <summary>The right to judge one pair.</summary>
/// <param name="Pair">As it is now.</param>
/// <param name="Epoch">Of the lease; only its holder may commit a verdict.</param>
/// <param name="Wake">How often the pair was woken before the claim; a wake that comes later is not lost by the commit.</param>
public sealed record JudgeLease(Pair Pair, long Epoch, long Wake);

/// <summary>The right to fire one timer.</summary>
public sealed record TimerLease(StoredTimer Timer, long Epoch);

/// <summary>The right to answer one request.</summary>
public sealed record RequestLease(HandoffRequest Request, long Epoch);
