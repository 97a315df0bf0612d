using System.Text.Json;
using SignGateway.Problems;
using SignGateway.Protocol.Multipart;

namespace SignGateway.Multipart;

/// <summary>Reads for which parts URLs are wanted.</summary>
internal static class PartNumbers
{
    private const int MaxNumbers = 100;

    public static Problem? Read(JsonElement json, out List<int> numbers)
    {
        numbers = [];
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("numbers", out var wanted) || wanted.ValueKind != JsonValueKind.Array
            || wanted.GetArrayLength() is 0 or > MaxNumbers)
            return Malformed;
        foreach (var item in wanted.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt32(out var number) || number is < 1 or > PartPlan.MaxCount || numbers.Contains(number))
                return Malformed;
            numbers.Add(number);
        }

        return null;
    }

    private static Problem Malformed =>
        KnownProblems.RequestMalformed.Because($"Send {{\"numbers\":[…]}} with 1 to {MaxNumbers} different whole numbers from 1 to {PartPlan.MaxCount}.");
}
