using CodeSign.Tool;

return await CommandLine.RunAsync(args, ToolHost.OfProcess(), CancellationToken.None);
