using OssSimulator.Errors;

namespace OssSimulator.Parts;

/// <summary>The parts that an object is made of, held against what was received.</summary>
internal static class PartSelection
{
    /// <param name="wanted">Nothing for all that is there.</param>
    public static OssError? Choose(IReadOnlyList<WantedPart>? wanted, IReadOnlyDictionary<int, UploadedPart> received, out List<UploadedPart> chosen)
    {
        chosen = [];
        if (wanted is null) chosen.AddRange(received.Values);
        else if (Find(wanted, received, chosen) is { } wrong) return wrong;

        if (chosen.Count == 0) return OssErrors.InvalidPart;
        var tooSmall = chosen.SkipLast(1).FirstOrDefault(part => part.Size < PartNumbers.LeastSize);
        return tooSmall is null ? null : OssErrors.PartTooSmall(tooSmall.Number, tooSmall.Size, PartNumbers.LeastSize);
    }

    private static OssError? Find(IReadOnlyList<WantedPart> wanted, IReadOnlyDictionary<int, UploadedPart> received, List<UploadedPart> chosen)
    {
        var isInOrder = wanted.Zip(wanted.Skip(1)).All(pair => pair.First.Number < pair.Second.Number);
        if (!isInOrder) return OssErrors.PartsOutOfOrder;
        foreach (var (number, etag) in wanted)
        {
            if (!received.TryGetValue(number, out var part) || part.ETag != etag) return OssErrors.InvalidPart;
            chosen.Add(part);
        }

        return null;
    }
}
