namespace OssSimulator.Policies;

internal sealed record PolicyDocument(DateTimeOffset Expiration, IReadOnlyList<FieldCondition> Conditions, SizeRange Size)
{
    public bool Names(string field) => Conditions.Any(condition => condition.Field.Equals(field, StringComparison.OrdinalIgnoreCase));
}
