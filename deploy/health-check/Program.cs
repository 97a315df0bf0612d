// Asks one URL and says by its exit status whether the answer is a good one: 0 if so, else 1 and the reason. For an image without a shell, which has nothing else to ask with.
using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(3) };
try
{
    using var answer = await client.GetAsync(args[0], HttpCompletionOption.ResponseHeadersRead);
    Console.WriteLine((int)answer.StatusCode);
    return answer.IsSuccessStatusCode ? 0 : 1;
}
catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
