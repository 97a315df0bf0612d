using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace OssSimulator.Posting;

/// <summary>One part of the multipart body, its name read.</summary>
internal sealed record FormPart(MultipartSection Section, string Name, string? FileName, bool HasExtendedFileName)
{
    public bool IsFile => Name.Equals("file", StringComparison.OrdinalIgnoreCase);

    public static FormPart? From(MultipartSection section)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) return null;
        if (!disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase)) return null;
        var name = HeaderUtilities.RemoveQuotes(disposition.Name);
        return name.Length == 0
            ? null
            : new FormPart(section, name.ToString(), HeaderUtilities.RemoveQuotes(disposition.FileName).Value, disposition.FileNameStar.HasValue);
    }
}
