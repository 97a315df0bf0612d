namespace SignGateway.Content;

/// <summary>The formats that are known by their first bytes.</summary>
internal static class Signatures
{
    private static readonly Signature[] Known =
    [
        new("PNG", ["image/png", "image/x-png", "image/apng"], start => start.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
        new("JPEG", ["image/jpeg", "image/jpg", "image/pjpeg"], start => start.StartsWith<byte>([0xFF, 0xD8, 0xFF])),
        new("GIF", ["image/gif"], start => start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8)),
        new("WebP", ["image/webp"], start => Containers.IsRiff(start, "WEBP"u8)),
        new("AVIF", ["image/avif", "image/avif-sequence"], start => Containers.MediaBrand(start) == "AVIF"),
        new("HEIC", ["image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"], start => Containers.MediaBrand(start) == "HEIC"),
        new("BMP", ["image/bmp", "image/x-bmp", "image/x-ms-bmp"], Containers.IsBitmap),
        new("TIFF", ["image/tiff"], start => start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8) || start.StartsWith("II+\0"u8) || start.StartsWith("MM\0+"u8)),
        new("PDF", ["application/pdf", "application/x-pdf"], start => start.StartsWith("%PDF-"u8)),
        new(
            "ZIP",
            [
                "application/zip", "application/x-zip", "application/x-zip-compressed", "application/epub+zip", "application/java-archive", "application/vnd.android.package-archive",
                "application/vnd.openxmlformats-officedocument.*", "application/vnd.oasis.opendocument.*", "application/vnd.ms-word.*", "application/vnd.ms-excel.*", "application/vnd.ms-powerpoint.*",
            ],
            start => start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8) || start.StartsWith("PK\x07\x08"u8)),
        new("Office before 2007", ["application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"], start => start.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])),
        new("GZIP", ["application/gzip", "application/x-gzip"], start => start.StartsWith<byte>([0x1F, 0x8B])),
        new("7z", ["application/x-7z-compressed"], start => start.StartsWith<byte>([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])),
        new("RAR", ["application/vnd.rar", "application/x-rar-compressed", "application/x-rar"], start => start.StartsWith("Rar!\x1A\x07"u8)),
        new("MP4", ["video/mp4", "audio/mp4", "audio/x-m4a", "audio/m4a", "video/x-m4v", "video/3gpp", "video/3gpp2", "audio/3gpp"], start => Containers.MediaBrand(start) == "MP4"),
        new("QuickTime", ["video/quicktime"], start => Containers.MediaBrand(start) == "QuickTime"),
        new("WebM", ["video/webm", "audio/webm"], start => Containers.IsMatroska(start, "webm"u8)),
        new("Matroska", ["video/x-matroska", "audio/x-matroska", "video/matroska", "audio/matroska"], start => Containers.IsMatroska(start, "matroska"u8)),
        new("MP3", ["audio/mpeg", "audio/mp3", "audio/x-mp3"], Containers.IsMp3),
        new("Ogg", ["audio/ogg", "video/ogg", "application/ogg", "audio/opus"], start => start.StartsWith("OggS"u8)),
        new("WAV", ["audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"], start => Containers.IsRiff(start, "WAVE"u8)),
        new("FLAC", ["audio/flac", "audio/x-flac"], start => start.StartsWith("fLaC"u8)),
        new("HTML", ["text/html", "application/xhtml+xml"], start => Markup.Begins(start) is MarkupKind.Html or MarkupKind.Unfinished),
        new("SVG", ["image/svg+xml"], start => Markup.Begins(start) is MarkupKind.Svg or MarkupKind.Unfinished),
        new("a Windows program", ["application/x-msdownload", "application/x-dosexec", "application/vnd.microsoft.portable-executable"], start => start.StartsWith("MZ"u8), IsProgram: true),
        new("an ELF program", ["application/x-executable", "application/x-elf", "application/x-sharedlib"], start => start.StartsWith("\x7F\x45LF"u8), IsProgram: true),
        new("a Mach-O program or Java class", ["application/x-mach-binary", "application/java-vm"], Programs.IsMachOrJava, IsProgram: true),
        new("a script", ["application/x-sh", "application/x-csh", "application/x-shellscript", "application/x-httpd-php"], Programs.IsScript, IsProgram: true),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Signature> All => Known;

    /// <summary>The format of a media type; null if it has none that is known.</summary>
    public static Signature? Of(string type) => Array.Find(Known, signature => signature.IsOf(type));

    /// <summary>The format of a file; null if it begins like none.</summary>
    public static Signature? In(ReadOnlySpan<byte> start)
    {
        foreach (var signature in Known)
        {
            if (signature.Matches(start))
                return signature;
        }

        return null;
    }
}
