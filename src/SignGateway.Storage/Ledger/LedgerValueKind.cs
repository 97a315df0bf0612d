namespace SignGateway.Storage.Ledger;

/// <summary>What a parameter holds.</summary>
internal enum LedgerValueKind
{
    Text,
    NoText,
    Number,
    NoNumber,
}
