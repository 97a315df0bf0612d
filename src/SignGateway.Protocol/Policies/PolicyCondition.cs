namespace SignGateway.Protocol.Policies;

/// <summary>One entry of a policy's conditions, as OSS reads it (OSS, "PostObject", policy).</summary>
public abstract record PolicyCondition
{
    private PolicyCondition()
    {
    }

    /// <summary>A condition on a field of the form, or on the bucket.</summary>
    /// <param name="Operator">How the field is compared.</param>
    /// <param name="Field">The field's name without its <c>$</c>; case does not count.</param>
    /// <param name="Values">One value, or those of a choice.</param>
    public sealed record OfField(PolicyOperator Operator, string Field, IReadOnlyList<string> Values) : PolicyCondition
    {
        /// <summary>Whether the condition is on the field of that name.</summary>
        public bool Names(string field) => Field.Equals(field, StringComparison.OrdinalIgnoreCase);

        /// <summary>Whether a value meets the condition. A field that is not there never does, not even where values are excluded.</summary>
        public bool Holds(string? value) => value is not null && Operator switch
        {
            PolicyOperator.Equal => value == Values[0],
            PolicyOperator.StartsWith => value.StartsWith(Values[0], StringComparison.Ordinal),
            PolicyOperator.In => Values.Contains(value, StringComparer.Ordinal),
            _ => !Values.Contains(value, StringComparer.Ordinal),
        };
    }

    /// <summary>A condition on the file's size.</summary>
    /// <param name="Min">The fewest bytes.</param>
    /// <param name="Max">The most bytes.</param>
    public sealed record OfSize(long Min, long Max) : PolicyCondition
    {
        /// <summary>Whether a size meets the condition.</summary>
        public bool Holds(long size) => size >= Min && size <= Max;
    }

    /// <summary>What OSS does not take for a condition; it refuses the whole policy for it.</summary>
    /// <param name="Text">The entry as JSON.</param>
    /// <param name="Fault">What is wrong, in words that quote nothing.</param>
    public sealed record Unreadable(string Text, string Fault) : PolicyCondition;
}
