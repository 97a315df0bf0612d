using System.Text;
using SignGateway.Grants;
using SignGateway.Tickets;

namespace SignGateway.Doctor.Oss;

/// <summary>The request that a client makes of a grant.</summary>
internal static class ProbeRequest
{
    private const string Boundary = "signgateway-doctor-7a1f0c93b2e84d65";

    public static HttpRequestMessage Of(Grant grant, ProbeFile file)
    {
        var isForm = file.Method == UploadMethod.Post;
        var request = new HttpRequestMessage(isForm ? HttpMethod.Post : HttpMethod.Put, new Uri(grant.Url!, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Content = new ByteArrayContent(isForm ? Form(grant, file) : file.Bytes),
        };
        if (isForm)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={Boundary}");
        foreach (var (name, value) in grant.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    // By hand, as browsers write it: the framework's parts have headers that OSS does not expect.
    private static byte[] Form(Grant grant, ProbeFile file)
    {
        using var body = new MemoryStream();
        foreach (var (name, value) in grant.Fields)
            Write(body, $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        Write(body, $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file.Name}\"\r\nContent-Type: {file.Type}\r\n\r\n");
        body.Write(file.Bytes);
        Write(body, $"\r\n--{Boundary}--\r\n");
        return body.ToArray();
    }

    private static void Write(MemoryStream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
