using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using OssSimulator.Errors;
using OssSimulator.Objects;

namespace OssSimulator.Posting;

/// <summary>Walks a multipart body without holding more of it than the fields: first the fields, then the file, then what trails.</summary>
internal sealed class FormReader
{
    // The reference leaves open whether its limits are per field or for all of them; what fits the sum fits both.
    private const int NamesLimit = 8 * 1024;
    private const int ValuesLimit = 2 * 1024 * 1024;
    private const int BoundaryLimit = 256;
    private const int BufferSize = 64 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly MultipartReader reader;
    private int namesLength;
    private int valuesLength;

    private FormReader(MultipartReader reader) => this.reader = reader;

    public PostForm Form { get; } = new();

    public FormPart? File { get; private set; }

    public static FormReader? Open(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (boundary.Length is 0 or > BoundaryLimit) return null;
        return new FormReader(new MultipartReader(boundary.ToString(), request.Body, BufferSize) { HeadersLengthLimit = 4 * NamesLimit });
    }

    /// <summary>Reads the fields and stops where the file begins.</summary>
    public Task<OssError?> ReadFieldsAsync(CancellationToken cancellationToken) => GuardAsync(ReadFieldsCoreAsync(cancellationToken), cancellationToken);

    /// <summary>Copies the file, but stops as soon as it is longer than it may be.</summary>
    public Task<OssError?> ReadFileAsync(IncomingFile incoming, long maxLength, CancellationToken cancellationToken) =>
        GuardAsync(ReadFileCoreAsync(incoming, maxLength, cancellationToken), cancellationToken);

    /// <summary>Reads what follows the file: its fields do not count, but a second file does.</summary>
    public Task<OssError?> ReadRestAsync(CancellationToken cancellationToken) => GuardAsync(ReadRestCoreAsync(cancellationToken), cancellationToken);

    private static async Task<OssError?> GuardAsync(Task<OssError?> reading, CancellationToken cancellationToken)
    {
        try
        {
            return await reading;
        }
        catch (BadHttpRequestException problem) when (problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return OssErrors.TooLarge;
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException and not BadHttpRequestException
            && !cancellationToken.IsCancellationRequested)
        {
            return OssErrors.NotMultipart;
        }
    }

    private async Task<OssError?> ReadFieldsCoreAsync(CancellationToken cancellationToken)
    {
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (FormPart.From(section) is not { } part) return OssErrors.NotMultipart;

            // OSS loses a file part that carries filename*= and takes it for an ordinary, too long field.
            if (part.HasExtendedFileName) return OssErrors.FieldTooLong("filename*= is not understood, send filename= only.");
            if (part.IsFile)
            {
                File = part;
                return null;
            }

            if (await ReadFieldAsync(part, cancellationToken) is { } error) return error;
        }

        return OssErrors.NotOneFile;
    }

    private async Task<OssError?> ReadFileCoreAsync(IncomingFile incoming, long maxLength, CancellationToken cancellationToken) =>
        await incoming.CopyFromAsync(File!.Section.Body, maxLength, cancellationToken) ? null : OssErrors.TooLarge;

    private async Task<OssError?> ReadRestCoreAsync(CancellationToken cancellationToken)
    {
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (FormPart.From(section) is { IsFile: true }) return OssErrors.NotOneFile;
        }

        return null;
    }

    private async Task<OssError?> ReadFieldAsync(FormPart part, CancellationToken cancellationToken)
    {
        namesLength += Encoding.UTF8.GetByteCount(part.Name);
        if (namesLength > NamesLimit) return OssErrors.FieldTooLong("names may take 8 KB.");

        using var value = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await part.Section.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            valuesLength += read;
            if (valuesLength > ValuesLimit) return OssErrors.FieldTooLong("values may take 2 MB.");
            value.Write(buffer, 0, read);
        }

        if (!TryDecode(value, out var text)) return OssErrors.InvalidArgument("A form field is not UTF-8.", part.Name);
        return Form.TryAdd(part.Name, text) ? null : OssErrors.InvalidArgument("A form field is given more than once.", part.Name, text);
    }

    private static bool TryDecode(MemoryStream value, out string text)
    {
        try
        {
            text = StrictUtf8.GetString(value.GetBuffer(), 0, (int)value.Length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
