using System.Text;

namespace SignGateway.Credentials.Fetchers;

/// <summary>A file that somebody else writes, and that may be gone or not what it should be.</summary>
internal abstract record SmallFile
{
    private SmallFile()
    {
    }

    public static async Task<SmallFile> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, useAsync: true);
            var buffer = new byte[maxBytes + 1];
            var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return length <= maxBytes ? new Read(Encoding.UTF8.GetString(buffer, 0, length)) : new Unreadable($"has more than {maxBytes} bytes");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Unreadable("is not there");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new Unreadable("cannot be read");
        }
    }

    public sealed record Read(string Text) : SmallFile;

    public sealed record Unreadable(string Reason) : SmallFile;
}
