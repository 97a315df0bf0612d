using System.Globalization;

namespace OssSimulator.Parts;

/// <summary>The name of a part's file holds all that is known of the part, so that moving it into place is all there is to do.</summary>
internal static class PartFileName
{
    public const string Extension = ".part";

    public static string Of(int number, string etag, ulong crc64, DateTimeOffset time) => string.Create(
        CultureInfo.InvariantCulture, $"{number:D5}.{etag}.{crc64}.{time.ToUnixTimeMilliseconds()}.{Guid.NewGuid():N}{Extension}");

    public static UploadedPart Read(FileInfo file)
    {
        var fields = file.Name.Split('.');
        return new UploadedPart(
            int.Parse(fields[0], CultureInfo.InvariantCulture),
            fields[1],
            ulong.Parse(fields[2], CultureInfo.InvariantCulture),
            file.Length,
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(fields[3], CultureInfo.InvariantCulture)),
            file.Name);
    }
}
