using System.Text;
using SignGateway.Protocol.Policies;

namespace SignGateway.Admin.Explain;

/// <summary>The condition that OSS quotes in the message of a refusal.</summary>
internal static class FailedCondition
{
    private const string Mark = "Policy Condition failed:";

    public static PolicyCondition.OfField? Of(string message)
    {
        var start = message.IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;
        var json = message[(start + Mark.Length)..].Trim().TrimEnd('.');
        // A policy of its own, so that there is one way to read a condition.
        return PostPolicy.FromJson(Encoding.UTF8.GetBytes($$"""{"conditions":[{{json}}]}"""), out _)?.FieldConditions.FirstOrDefault();
    }
}
