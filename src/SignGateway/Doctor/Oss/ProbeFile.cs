using SignGateway.Content;
using SignGateway.Profiles;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;

namespace SignGateway.Doctor.Oss;

/// <summary>A small file that a profile takes.</summary>
internal sealed record ProbeFile(FileName Name, ContentType Type, byte[] Bytes, UploadMethod Method)
{
    private const long Longest = 1 << 20;
    private const byte Space = (byte)' ';

    private static readonly (string Name, string Type, byte[] Bytes)[] Kinds =
    [
        ("signgateway-doctor.txt", "text/plain", [.. "SignGateway doctor\n"u8]),
        ("signgateway-doctor.png", "image/png", Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")),
        ("signgateway-doctor.gif", "image/gif", Convert.FromBase64String("R0lGODlhAQABAAAAACwAAAAAAQABAAA=")),
        ("signgateway-doctor.pdf", "application/pdf", [.. "%PDF-1.4\n%%EOF\n"u8]),
        ("signgateway-doctor.zip", "application/zip", [.. "PK\x05\x06"u8, .. new byte[18]]),
        ("signgateway-doctor.json", "application/json", [.. "{}"u8]),
        ("signgateway-doctor.bin", "application/octet-stream", [.. "SignGateway doctor\n"u8]),
    ];

    /// <summary>Null, with the reason, if no file can be made that the profile takes.</summary>
    public static ProbeFile? For(Profile profile, out string reason)
    {
        reason = "";
        if (MethodOf(profile) is not { } method)
        {
            reason = "it takes uploads in parts or by SDKs only";
            return null;
        }

        var files = Kinds.Concat(profile.Options.ContentTypes.Select(Unchecked));
        foreach (var (name, type, bytes) in files)
        {
            if (Fit(profile, method, name, type, bytes) is { } file)
                return file;
        }

        reason = $"no small file can be made up that it takes (ContentTypes, MinBytes {profile.Options.MinBytes}, MaxBytes {profile.Options.MaxBytes})";
        return null;
    }

    private static UploadMethod? MethodOf(Profile profile) =>
        profile.Allows(UploadMethod.Post) ? UploadMethod.Post : profile.Allows(UploadMethod.Put) ? UploadMethod.Put : null;

    // Of a type that nobody looks into, any bytes will do.
    private static (string Name, string Type, byte[] Bytes) Unchecked(string pattern) =>
        ("signgateway-doctor", pattern.Replace("/*", "/x-signgateway-doctor", StringComparison.Ordinal), [.. "SignGateway doctor\n"u8]);

    private static ProbeFile? Fit(Profile profile, UploadMethod method, string name, string type, byte[] content)
    {
        if (!ContentType.TryParse(type, out var parsed) || !profile.Allows(parsed) || profile.Options.MinBytes > Longest)
            return null;
        var bytes = new byte[Math.Max(content.Length, profile.Options.MinBytes)];
        bytes.AsSpan().Fill(Space);
        content.CopyTo(bytes, 0);
        var isBelieved = profile.Options.VerifyContent == VerifyContent.Off || ContentCheck.Fault(type, bytes, isWhole: true) is null;
        return isBelieved && profile.Allows(bytes.Length, method) && FileName.TryParse(name, out var fileName) ? new ProbeFile(fileName, parsed, bytes, method) : null;
    }
}
