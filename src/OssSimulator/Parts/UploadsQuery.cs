using OssSimulator.Errors;
using OssSimulator.Hosting;
using OssSimulator.Objects;

namespace OssSimulator.Parts;

/// <summary>The parameters of a list of uploads, checked.</summary>
internal sealed record UploadsQuery(string Prefix, string Delimiter, string KeyMarker, string IdMarker, int Count, NameEncoding Encoding)
{
    private const int DefaultCount = 1000;

    public static OssError? Parse(RequestTarget target, out UploadsQuery? query)
    {
        query = null;
        if (PageSize.Read(target, "max-uploads", DefaultCount, out var count) is { } badCount) return badCount;
        if (NameEncoding.Read(target, out var encoding) is { } unknown) return unknown;
        query = new UploadsQuery(
            target.Parameter("prefix") ?? "",
            target.Parameter("delimiter") ?? "",
            target.Parameter("key-marker") ?? "",
            target.Parameter("upload-id-marker") ?? "",
            count,
            encoding);
        return null;
    }

    public bool Covers(UploadRecord upload) => upload.Key.StartsWith(Prefix, StringComparison.Ordinal) && IsBehindMarker(upload);

    /// <summary>The marker of ids counts only together with that of keys, and only for that key.</summary>
    private bool IsBehindMarker(UploadRecord upload)
    {
        if (KeyMarker.Length == 0) return true;
        if (ListedName.Of(upload.Key, Prefix, Delimiter) == new ListedName(KeyMarker, true)) return false;
        if (upload.Key == KeyMarker) return IdMarker.Length > 0 && string.CompareOrdinal(upload.Id, IdMarker) > 0;
        return KeyOrder.Instance.Compare(upload.Key, KeyMarker) > 0;
    }
}
