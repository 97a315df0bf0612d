using SignGateway.Objects;
using SignGateway.Problems;
using SignGateway.Protocol.Multipart;

namespace SignGateway.Multipart;

/// <summary>
/// Holds the parts that OSS has against the plan, before they become an object: every number once, and each of exactly its size. So the object has the size that was
/// granted, and no part is smaller than OSS takes.
/// </summary>
internal static class PartCheck
{
    // Enough to go on with; the whole list is to be had from the parts route.
    private const int Named = 20;

    public static Problem? Refuse(IReadOnlyList<UploadedPart> parts, PartPlan plan)
    {
        var sizes = new Dictionary<int, long>();
        foreach (var part in parts)
            sizes[part.Number] = part.Size;
        var missing = Enumerable.Range(1, plan.Count).Where(number => !sizes.ContainsKey(number)).Take(Named).ToList();
        if (missing.Count > 0)
            return KnownProblems.ObjectNotFound.Because($"Parts are missing, {string.Join(", ", missing)} among them. Send them, then complete again.");
        var wrong = sizes.Where(part => part.Key > plan.Count || part.Value != plan.SizeOf(part.Key)).Select(part => part.Key).Order().Take(Named).ToList();
        return wrong.Count > 0
            ? KnownProblems.SizeNotAllowed.Because($"Parts {string.Join(", ", wrong)} are not of their size: {plan.PartSize} bytes, and {plan.SizeOf(plan.Count)} for part {plan.Count}, the last. Send them again, then complete again.")
            : null;
    }
}
