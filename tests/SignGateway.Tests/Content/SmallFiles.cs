using System.Text;

namespace SignGateway.Tests.Content;

/// <summary>The beginning of one small file of each format, by the name that the format has in the table.</summary>
internal static class SmallFiles
{
    public static readonly IReadOnlyDictionary<string, byte[]> ByFormat = new Dictionary<string, byte[]>
    {
        ["PNG"] = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8],
        ["JPEG"] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8],
        ["GIF"] = [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0],
        ["WebP"] = [.. "RIFF"u8, 26, 0, 0, 0, .. "WEBPVP8L"u8],
        ["AVIF"] = [0, 0, 0, 28, .. "ftypmif1\0\0\0\0mif1miafavif"u8],
        ["HEIC"] = [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8],
        ["BMP"] = [.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0],
        ["TIFF"] = [.. "II*\0"u8, 8, 0, 0, 0],
        ["PDF"] = [.. "%PDF-1.7\n"u8],
        ["ZIP"] = [.. "PK\x03\x04"u8, 20, 0, 0, 0, 8, 0],
        ["Office before 2007"] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
        ["GZIP"] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0],
        ["7z"] = [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C, 0, 4],
        ["RAR"] = [.. "Rar!\x1A\x07\x01\0"u8],
        ["MP4"] = [0, 0, 0, 24, .. "ftypisom\0\0\x02\0isomiso2"u8],
        ["QuickTime"] = [0, 0, 0, 20, .. "ftypqt  \0\0\0\0qt  "u8],
        ["WebM"] = [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x84, .. "webm"u8, 0x42, 0x87],
        ["Matroska"] = [0x1A, 0x45, 0xDF, 0xA3, 0xA3, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x88, .. "matroska"u8, 0x42, 0x87],
        ["MP3"] = [0xFF, 0xFB, 0x90, 0x64, 0, 0],
        ["Ogg"] = [.. "OggS\0\x02"u8, 0, 0],
        ["WAV"] = [.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8],
        ["FLAC"] = [.. "fLaC\0\0\0\x22"u8],
        ["HTML"] = [.. "<!DOCTYPE html><title>x</title>"u8],
        ["SVG"] = [.. "<?xml version=\"1.0\"?>\n<!-- drawn -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8],
        ["a Windows program"] = [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0],
        ["an ELF program"] = [0x7F, .. "ELF"u8, 2, 1, 1, 0],
        ["a Mach-O program or Java class"] = [0xCF, 0xFA, 0xED, 0xFE, 7, 0, 0, 1],
        ["a script"] = [.. "#!/bin/sh\necho\n"u8],
    };

    public static readonly byte[] ChineseText = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("上传的文件,按声明的类型核对。\r\n", 200)));
}
