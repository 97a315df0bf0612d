// The ceiling that the gateway is measured against: ASP.NET Core doing next to nothing.
// --bytes N sets the size of the JSON that POST /sign answers; POST /read only reads its body.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
var answer = new byte[builder.Configuration.GetValue("bytes", 4096)];
Array.Fill(answer, (byte)'x');
answer[0] = answer[^1] = (byte)'"';

app.MapPost("/sign", (HttpResponse response) =>
{
    response.ContentType = "application/json";
    response.ContentLength = answer.Length;
    return response.Body.WriteAsync(answer).AsTask();
});
app.MapPost("/read", async (HttpRequest request) =>
{
    await request.Body.CopyToAsync(Stream.Null);
    return Results.Ok();
});
app.Run();
